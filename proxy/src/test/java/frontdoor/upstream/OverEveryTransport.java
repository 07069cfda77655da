package frontdoor.upstream;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that run on each transport of this machine, with a new {@link TestBed} each. */
@ParameterizedClass
@EnumSource(TestBed.Transport.class)
public abstract class OverEveryTransport {
    @Parameter
    TestBed.Transport transport;

    public TestBed bed;

    @BeforeEach
    void open() throws Exception {
        assumeTrue(transport.available);
        bed = new TestBed(transport);
    }

    @AfterEach
    void close() {
        if (bed != null) {
            bed.close();
        }
    }
}
