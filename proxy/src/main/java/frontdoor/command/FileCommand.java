package frontdoor.command;

import java.util.concurrent.Callable;

/** A command that is whole with FILE behind it, or with nothing. */
interface FileCommand extends Callable<Integer> {
    /** Where it prints. */
    Terminal terminal();

    /** What it reads. */
    ConfigFileArgument file();

    @Override
    Integer call();
}
