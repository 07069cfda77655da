package frontdoor.serve;

import frontdoor.acme.Acme;
import frontdoor.promises.DurableLedger;
import frontdoor.reload.Changeover;
import frontdoor.snapshot.CurrentSnapshot;
import frontdoor.upstream.Upstreams;
import java.time.InstantSource;

/**
 * The parts between the clients' side and that of those who run it.
 *
 * @param snapshots what exchanges see
 * @param upstreams the backends
 * @param ledger what browsers were promised
 * @param observers who hears of every exchange
 * @param change what is in force, and how something else is put there
 * @param acme what gets certificates that are asked for
 * @param clock for everything that goes by the calendar
 */
record Core(
        CurrentSnapshot snapshots,
        Upstreams upstreams,
        DurableLedger ledger,
        Observers observers,
        Changeover change,
        Acme acme,
        InstantSource clock) {}
