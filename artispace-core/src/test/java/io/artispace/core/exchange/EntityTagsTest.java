package io.artispace.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {
    @ParameterizedTest(name = "{0} holds {1}: weakly {2}, strongly {3}")
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'\"a\"', '\"a\"', true, true",
                "'W/\"a\"', '\"a\"', true, false",
                "'\"a\"', 'W/\"a\"', true, false",
                "'W/\"a\"', 'W/\"a\"', true, false",
                "'\"a\"', '\"b\"', false, false",
                "'\"x\", \"a\"', '\"a\"', true, true",
                "'\"x\",W/\"y\",\"a\"', '\"a\"', true, true",
                "'\"a,b\"', '\"b\"', false, false",
                "'\"a, b\", \"c\"', '\"c\"', true, true",
                "'\"aa\"', '\"a\"', false, false",
                "'a', '\"a\"', false, false",
                "'\"a', '\"a\"', false, false",
                "'', '\"a\"', false, false",
                "'\"\"', '\"\"', true, true",
                "'\"A\"', '\"a\"', false, false",
            })
    void comparesAsTheStandardSays(String list, String tag, boolean weakly, boolean strongly) {
        assertThat(EntityTags.holdsWeakly(list, tag)).isEqualTo(weakly);
        assertThat(EntityTags.holdsStrongly(list, tag)).isEqualTo(strongly);
    }
}
