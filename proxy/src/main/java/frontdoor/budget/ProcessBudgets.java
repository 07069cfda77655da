package frontdoor.budget;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The budgets of this very process: direct memory, heap, and file descriptors where the system tells about them. */
public final class ProcessBudgets {
    private static final long MIB = 1024 * 1024;
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private ProcessBudgets() {}

    /** Reads the limits of this process. */
    public static List<Budget> read() {
        List<Budget> budgets = new ArrayList<>();
        long direct = PlatformDependent.maxDirectMemory();
        if (PlatformDependent.usedDirectMemory() >= 0) {
            long reserve = Math.max(direct / 8, Math.min(16 * MIB, direct / 4));
            budgets.add(new Budget("direct_memory", direct, reserve, true, PlatformDependent::usedDirectMemory));
        }
        budgets.add(HeapUse.budget(Runtime.getRuntime()));
        long descriptors = maxDescriptors();
        if (descriptors > 0 && openDescriptors() > 0) {
            budgets.add(new Budget(
                    "file_descriptors", descriptors, reserveOf(descriptors), false, ProcessBudgets::openDescriptors));
        }
        return budgets;
    }

    /** A tenth, as connections to backends, files and the operator need some; a handful is enough where there are many. */
    private static long reserveOf(long descriptors) {
        return Math.min(Math.max(descriptors / 10, 32), 1000);
    }

    /** The soft limit, or 0 where it cannot be known. */
    private static long maxDescriptors() {
        try {
            for (String line : Files.readAllLines(LIMITS)) {
                if (line.startsWith("Max open files")) {
                    return Long.parseLong(
                            line.substring("Max open files".length()).strip().split(" ", 2)[0]);
                }
            }
        } catch (IOException | NumberFormatException unknown) {
            return 0;
        }
        return 0;
    }

    /** Linux tells the number as the size of the directory, since 6.2; older ones tell 0. */
    private static long openDescriptors() {
        try {
            return Files.size(DESCRIPTORS);
        } catch (IOException unknown) {
            return 0;
        }
    }
}
