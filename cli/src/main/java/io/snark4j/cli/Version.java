package io.snark4j.cli;

import io.snark4j.field.FieldKernels;
import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version, and what it runs on. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        var properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            properties.load(in);
        }
        return new String[] {
            "snark4j " + properties.getProperty("version"),
            "Java " + System.getProperty("java.vm.version") + ", field kernels: "
                    + FieldKernels.fr().name()
        };
    }
}
