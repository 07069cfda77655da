package frontdoor.serve;

import frontdoor.budget.Budgets;
import frontdoor.budget.ConnectionMemory;
import frontdoor.budget.DescriptorBudget;
import frontdoor.budget.ProcessBudgets;
import frontdoor.budget.Rooms;
import frontdoor.config.FrontdoorConfig;
import frontdoor.config.ListenConfig;
import frontdoor.listen.OpenConnections;
import frontdoor.loop.Loop;
import frontdoor.loop.LoopWatchdog;
import frontdoor.loop.Transport;
import frontdoor.observe.Metrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The resources of the process, divided before the first connection takes any.
 *
 * @param descriptors how many connections there can be on either side
 * @param transport the event loops: one per core, and everything of a connection stays on its own
 * @param watchdog whether they turn
 * @param budgets what all connections together may use
 * @param rooms the part of each event loop in that
 */
record Resources(
        DescriptorBudget descriptors, Transport transport, LoopWatchdog watchdog, Budgets budgets, Rooms rooms) {
    private static final Logger log = LoggerFactory.getLogger(Resources.class);

    /** Connections that are too few to serve anybody with: a browser alone may open six to a host. */
    private static final int FEW = 64;

    /** Divides what this process has; what has to be closed is kept in {@code opened}. */
    static Resources open(FrontdoorConfig config, Opened opened) {
        Transport transport = opened.keep(Transport.open());
        LoopWatchdog watchdog = opened.keep(new LoopWatchdog(transport.loops()));
        // The loops have theirs by now: what is in use is taken off.
        DescriptorBudget descriptors =
                descriptors(config.listen(), transport.loops().size());
        Budgets budgets = opened.keep(Budgets.start(
                ProcessBudgets.read(descriptors),
                () -> transport.loops().stream().allMatch(Loop::isResting)));
        Rooms rooms = Rooms.share(budgets, transport.loops().size());
        transport.loops().forEach(loop -> {
            loop.setRoom(rooms.of(loop.index()));
            loop.onStir(budgets::stir);
        });
        return new Resources(descriptors, transport, watchdog, budgets, rooms);
    }

    private static DescriptorBudget descriptors(ListenConfig listen, int loops) {
        // On every loop a socket for each port, and one for look-ups.
        long soon = loops * (listen.plaintext().size() + listen.tls().size() + 1L);
        DescriptorBudget budget =
                DescriptorBudget.ofProcess(soon, listen.limits().connections());
        if (budget.isOverdrawn()) {
            log.atWarn()
                    .addKeyValue("descriptors", budget.descriptors())
                    .addKeyValue("listen.limits.connections", budget.clients())
                    .log("there are fewer file descriptors than listen.limits.connections and their backends may need;"
                            + " raise the limit of open files, or write a lower number");
        } else if (budget.clients() < FEW) {
            log.atWarn()
                    .addKeyValue("descriptors", budget.descriptors())
                    .addKeyValue("in-use", budget.inUse())
                    .addKeyValue("connections", budget.clients())
                    .log("there are next to no file descriptors for connections of clients;"
                            + " raise the limit of open files: ulimit -n 65536, or LimitNOFILE=65536 of systemd");
        }
        listen.limits().connections().ifPresent(Resources::tellIfMemoryIsShort);
        return budget;
    }

    private static void tellIfMemoryIsShort(int connections) {
        int most = ConnectionMemory.ofProcess();
        if (connections > most) {
            log.atWarn()
                    .addKeyValue("listen.limits.connections", connections)
                    .addKeyValue("fit", most)
                    .log(
                            "connections that do nothing would take more than half of the memory of this machine, or container;"
                                    + " give it more memory, or write a lower listen.limits.connections");
        }
    }

    /** No further connection is taken while a budget does not admit it. */
    void pauseWhenScarce(OpenConnections connections) {
        budgets.add(() -> connections.setPaused(!budgets.admitsConnections()));
    }

    void showIn(Metrics metrics) {
        ProcessMetrics.build(metrics, transport);
        ProcessMetrics.loops(metrics, transport, watchdog);
        ProcessMetrics.budgets(metrics, budgets, rooms);
    }
}
