package io.snark4j.credits;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What no class of the credits may do. */
final class CreditsArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.snark4j.credits");

    @Test
    void everyPackageIsSeen() {
        assertThat(CLASSES.containPackage("io.snark4j.credits.ethereum")).isTrue();
        assertThat(CLASSES.containPackage("io.snark4j.credits.vault")).isTrue();
    }

    @Test
    void runsNoOutsideProgramAndEndsNoProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snark4j.credits..command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.snark4j.cli..")
                .because("commands alone speak to a terminal")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snark4j.credits.command..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.snark4j.peers..")
                .because("the demo shows outside programs, and who deploys compiles a verifier")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.snark4j.vectors..")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snark4j.credits.command.bench..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class)
                .because("a measured gateway alone is a process of its own")
                .check(CLASSES);
    }

    @Test
    void randomnessIsCryptographic() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }

    @Test
    void theChainKnowsNothingOfTheVault() {
        noClasses()
                .that()
                .resideInAPackage("io.snark4j.credits.ethereum..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.snark4j.credits.vault..")
                .check(CLASSES);
    }
}
