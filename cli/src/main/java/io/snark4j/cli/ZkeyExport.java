package io.snark4j.cli;

import picocli.CommandLine.Command;

/** The exports of a key. */
@Command(
        name = "export",
        description = "Export a verification key, a Solidity verifier, or the calldata for one.",
        subcommands = {
            ZkeyExportVerificationKey.class,
            ZkeyExportSolidityVerifier.class,
            ZkeyExportSolidityCalldata.class
        })
final class ZkeyExport {}
