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
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private ProcessBudgets() {}

    /** Reads the limits of this process, whose descriptors are divided like this. */
    public static List<Budget> read(DescriptorBudget descriptors) {
        List<Budget> budgets = new ArrayList<>();
        long direct = PlatformDependent.maxDirectMemory();
        if (PlatformDependent.usedDirectMemory() >= 0) {
            long reserve = Math.max(direct / 8, Math.min(16 * MIB, direct / 4));
            DirectMemoryUse use =
                    new DirectMemoryUse(direct, PlatformDependent::usedDirectMemory, ProcessBudgets::openDescriptors);
            budgets.add(Budget.ofMemory("direct_memory", direct, reserve, use::octets));
        }
        budgets.add(HeapUse.budget(Runtime.getRuntime()));
        if (openDescriptors() > 0) {
            budgets.add(Budget.ofConnections(
                    "file_descriptors",
                    descriptors.descriptors(),
                    descriptors.lastReserve(),
                    ProcessBudgets::openDescriptors));
        }
        return budgets;
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
