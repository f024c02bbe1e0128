package io.snark4j.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.foreign.Linker;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house in words: which module may know which, and what no module may do. */
final class ArchitectureTest {
    private static final List<String> MODULES = List.of("circuit", "cli", "curve", "field", "groth16", "peers", "r1cs");

    private static JavaClasses classes;

    @BeforeAll
    static void importMainClasses() {
        classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.snark4j");
    }

    /** A rule over classes that were not found would hold of nothing. */
    @Test
    void everyModuleIsSeen() {
        Set<String> seen = new TreeSet<>();
        for (JavaClass type : classes) {
            seen.add(type.getPackageName().split("\\.")[2]);
        }
        assertThat(seen).containsAll(MODULES);
    }

    @Test
    void arrowsPointDown() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("field")
                .definedBy("io.snark4j.field..")
                .layer("curve")
                .definedBy("io.snark4j.curve..")
                .layer("r1cs")
                .definedBy("io.snark4j.r1cs..")
                .layer("groth16")
                .definedBy("io.snark4j.groth16..")
                .layer("circuit")
                .definedBy("io.snark4j.circuit..")
                .layer("peers")
                .definedBy("io.snark4j.peers..")
                .layer("cli")
                .definedBy("io.snark4j.cli..")
                .whereLayer("field")
                .mayNotAccessAnyLayer()
                .whereLayer("curve")
                .mayOnlyAccessLayers("field")
                .whereLayer("r1cs")
                .mayOnlyAccessLayers("field")
                .whereLayer("groth16")
                .mayOnlyAccessLayers("field", "r1cs", "curve")
                .whereLayer("circuit")
                .mayOnlyAccessLayers("field", "r1cs", "curve")
                .whereLayer("peers")
                .mayNotAccessAnyLayer()
                .whereLayer("cli")
                .mayNotBeAccessedByAnyLayer()
                .because("a circuit's constraints are all that groth16 knows of it, and no arrow points up")
                .check(classes);
    }

    @Test
    void libraryRunsNoOutsideProgram() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.snark4j.cli..", "io.snark4j.peers..", "io.snark4j.vectors..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.snark4j.peers..", "io.snark4j.vectors..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ProcessBuilder.class, Process.class)
                .because("outside programs are witnesses in tests and in the demo, never a part of the engine")
                .check(classes);
    }

    @Test
    void onlyFieldTouchesTheVectorApi() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snark4j.field..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator.vector..")
                .because("it is incubating, and one place chooses the kernel")
                .check(classes);
    }

    @Test
    void nothingIsNative() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Linker.class)
                .because("the engine is Java")
                .check(classes);
        methods().should().notHaveModifier(JavaModifier.NATIVE).check(classes);
    }

    @Test
    void randomnessIsCryptographic() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("are java.util.Random", type -> type.isEquivalentTo(Random.class)))
                .orShould()
                .callMethod(Math.class, "random")
                .because("blinding and toxic waste are drawn at full width from SecureRandom")
                .check(classes);
    }

    @Test
    void onlyTheCommandEndsTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.snark4j.cli..")
                .should()
                .callMethod(System.class, "exit", int.class)
                .because("a library throws")
                .check(classes);
    }
}
