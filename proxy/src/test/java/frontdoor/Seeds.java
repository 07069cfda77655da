package frontdoor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A property that holds whatever is drawn: the test gets {@link #tries} sources of values, each made from a seed that its name shows.
 * {@code -Dfrontdoor.seed=N} tries that one seed alone, to see a failure again.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Seeds.Source.class)
public @interface Seeds {
    /** How many. */
    int tries();

    /** One after the other, and others in every run. */
    final class Source implements ArgumentsProvider {
        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            int tries =
                    context.getRequiredTestMethod().getAnnotation(Seeds.class).tries();
            Long again = Long.getLong("frontdoor.seed");
            LongStream seeds = again == null ? new Random().longs(tries) : LongStream.of(again);
            return seeds.mapToObj(seed -> Arguments.of(new Draw(seed)));
        }
    }
}
