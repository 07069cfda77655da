package frontdoor;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The classes of the program as they were built, without those of its tests. */
final class ProgramClasses {
    /** The package of {@link Main}, and what the names of all others begin with. */
    static final String ROOT = "frontdoor";

    private ProgramClasses() {}

    static JavaClasses read() {
        // What is built beside Main, wherever that is; the tests are built elsewhere.
        return new ClassFileImporter()
                .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** The part of a package's name after {@code frontdoor.}; packages are flat. */
    static String packageOf(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(ROOT) ? ROOT : name.substring(Math.min(name.length(), ROOT.length() + 1));
    }
}
