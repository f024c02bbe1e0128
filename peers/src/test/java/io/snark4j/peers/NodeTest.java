package io.snark4j.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is missing is named in one line; programs are stand-ins, so that no Node is needed here. */
final class NodeTest {
    @TempDir
    Path folder;

    @Test
    void findsNodeNpmAndPrograms() throws IOException {
        program("node", "echo v20.1.0");
        program("npm", "true");
        Files.createDirectories(folder.resolve("home/node_modules"));
        assertThat(Node.find(folder.toString(), folder.resolve("home").toString())
                        .homeFolder())
                .isEqualTo(folder.resolve("home"));
    }

    @Test
    void namesMissingNode() {
        assertThatThrownBy(() -> Node.find(folder.toString(), folder.toString()))
                .isInstanceOf(PeerException.class)
                .hasMessage("Node 20 or later is missing: no node on the PATH");
    }

    @Test
    void namesOldNode() throws IOException {
        Path node = program("node", "echo v18.19.0");
        assertThatThrownBy(() -> Node.find(folder.toString(), folder.toString()))
                .hasMessage("Node 20 or later is missing: %s is v18.19.0", node);
    }

    @Test
    void namesMissingNpm() throws IOException {
        program("node", "echo v22.0.0");
        assertThatThrownBy(() -> Node.find(folder.toString(), folder.toString()))
                .hasMessage("npm is missing: no npm on the PATH");
    }

    @Test
    void namesMissingHomeAndPrograms() throws IOException {
        program("node", "echo v22.0.0");
        program("npm", "true");
        assertThatThrownBy(() -> Node.find(folder.toString(), null))
                .hasMessage("the peers' home is missing: set SNARK4J_PEERS_HOME or -Dsnark4j.peers.home");
        assertThatThrownBy(() -> Node.find(folder.toString(), folder.toString()))
                .hasMessage("the npm programs are missing: run npm ci in %s", folder);
    }

    @Test
    void refusesVersionsItCannotRead() {
        assertThat(Node.majorVersion("v20.20.2")).isEqualTo(20);
        assertThatThrownBy(() -> Node.majorVersion("twenty")).hasMessageContaining("\"twenty\"");
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
