package frontdoor.serve;

import static org.assertj.core.api.Assertions.assertThat;

import frontdoor.command.Reading;
