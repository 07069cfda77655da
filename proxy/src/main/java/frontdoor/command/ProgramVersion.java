package frontdoor.command;

import frontdoor.serve.Version;
import picocli.CommandLine.IVersionProvider;

/** The version, for {@code --version}. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {Version.text()};
    }
}
