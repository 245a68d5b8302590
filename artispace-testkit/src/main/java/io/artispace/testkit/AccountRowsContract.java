package io.artispace.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.metadata.MetadataWriter;
import io.artispace.metadata.TokenRow;
import io.artispace.metadata.UserRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The part of {@link MetadataStoreContract} about users and tokens. */
abstract class AccountRowsContract extends BlobRowsContract {
    @Test
    final void putUserIsReadBackAndReplaced() {
        UserRow first = new UserRow("ann", "hash-1", "read", TIME, Map.of("email", "a@b.c"));
        UserRow second = new UserRow("ann", "hash-2", "admin", LATER, Map.of());

        write(writer -> writer.putUser(first));
        assertThat(rows().findUser("ann")).contains(first);
        write(writer -> writer.putUser(second));
        assertThat(rows().findUser("ann")).contains(second);

        assertThat(rows().findUser("Ann")).isEmpty();
    }

    @Test
    final void usersArePagedByName() {
        write(writer -> List.of("b", "a", "Ä", "c").forEach(name -> writer.putUser(user(name))));

        assertThat(rows().users("", 3)).extracting(UserRow::name).containsExactly("a", "b", "c");
        assertThat(rows().users("c", 3)).extracting(UserRow::name).containsExactly("Ä");
    }

    @Test
    final void deletedUserGoesWithItsTokensAndNoOthers() {
        write(writer -> {
            writer.putUser(user("ann"));
            writer.putUser(user("bob"));
            writer.insertToken(token("h1", "t1", "ann", TIME, null));
            writer.insertToken(token("h2", "t2", "bob", TIME, null));
        });

        assertThat(store().<Boolean>write(writer -> writer.deleteUser("ann"))).isTrue();
        assertThat(store().<Boolean>write(writer -> writer.deleteUser("ann"))).isFalse();

        assertThat(rows().findUser("ann")).isEmpty();
        assertThat(rows().findToken("h1")).isEmpty();
        assertThat(rows().findToken("h2")).isPresent();
        assertThat(rows().findUser("bob")).isPresent();
    }

    @Test
    final void userIsNotChangedWhileItIsLocked() throws Exception {
        write(writer -> writer.putUser(user("ann")));

        String seen = waiting(
                writer -> assertThat(writer.lockUser("ann")).isPresent(),
                other -> other.lockUser("ann").orElseThrow().role(),
                writer -> writer.putUser(new UserRow("ann", "hash", "admin", TIME, Map.of())));

        assertThat(seen).isEqualTo("admin");
    }

    @Test
    final void userIsNotAddedWhileItsNameIsLocked() throws Exception {
        boolean seen = waiting(
                writer -> assertThat(writer.lockUser("ann")).isEmpty(),
                other -> other.lockUser("ann").isPresent(),
                writer -> writer.putUser(user("ann")));

        assertThat(seen).isTrue();
    }

    @Test
    final void userThatWasLockedIsDeletedWithTheTokenItWasGivenMeanwhile() throws Exception {
        write(writer -> writer.putUser(user("ann")));

        boolean deleted = waiting(
                writer -> assertThat(writer.lockUser("ann")).isPresent(),
                other -> other.deleteUser("ann"),
                writer -> writer.insertToken(token("h1", "t1", "ann", TIME, null)));

        assertThat(deleted).isTrue();
        assertThat(rows().findUser("ann")).isEmpty();
        assertThat(rows().findToken("h1")).isEmpty();
    }

    @Test
    final void insertedTokenIsReadBackExpiredOrNot() {
        TokenRow expired = token("h1", "t1", "ann", TIME, TIME);
        TokenRow lasting = token("h2", "t2", "ann", TIME, null);

        write(writer -> {
            writer.insertToken(expired);
            writer.insertToken(lasting);
        });

        assertThat(rows().findToken("h1")).contains(expired);
        assertThat(rows().findToken("h2")).contains(lasting);
        assertThat(rows().findToken("h3")).isEmpty();
    }

    @Test
    final void takenHashOrIdOfATokenIsAConflict() {
        write(writer -> writer.insertToken(token("h1", "t1", "ann", TIME, null)));

        for (TokenRow taken : List.of(token("h1", "t2", "ann", TIME, null), token("h2", "t1", "bob", TIME, null))) {
            assertThatThrownBy(() -> write(writer -> writer.insertToken(taken)))
                    .isInstanceOf(ConflictException.class)
                    .message()
                    .doesNotContain("h1", "h2");
        }
        assertThat(rows().tokens("bob")).isEmpty();
    }

    @Test
    final void tokensAreOrderedByCreationThenId() {
        write(writer -> {
            writer.insertToken(token("h1", "c", "ann", TIME, null));
            writer.insertToken(token("h2", "a", "ann", LATER, TIME));
            writer.insertToken(token("h3", "b", "ann", TIME, null));
            writer.insertToken(token("h4", "d", "bob", TIME, null));
        });

        assertThat(rows().tokens("ann")).extracting(TokenRow::id).containsExactly("b", "c", "a");
    }

    @Test
    final void tokenIsDeletedByItsOwnerOnly() {
        write(writer -> {
            writer.insertToken(token("h1", "t1", "ann", TIME, null));
            writer.insertToken(token("h2", "t2", "ann", TIME, null));
        });

        assertThat(store().<Boolean>write(writer -> writer.deleteToken("bob", "t1")))
                .isFalse();
        assertThat(rows().findToken("h1")).isPresent();
        assertThat(store().<Boolean>write(writer -> writer.deleteToken("ann", "t1")))
                .isTrue();
        assertThat(rows().findToken("h1")).isEmpty();
        assertThat(rows().tokens("ann")).extracting(TokenRow::id).containsExactly("t2");
    }

    @Test
    final void configurationRevisionGrowsWithEveryChangeOfAUserOrToken() {
        List<Consumer<MetadataWriter>> changes = List.of(
                writer -> writer.putUser(user("ann")),
                writer -> writer.putUser(user("ann")),
                writer -> writer.insertToken(token("h1", "t1", "ann", TIME, null)),
                writer -> writer.deleteToken("ann", "t1"),
                writer -> writer.deleteUser("ann"));
        List<Long> revisions = new ArrayList<>(List.of(rows().configurationRevision()));

        for (Consumer<MetadataWriter> change : changes) {
            write(change);
            revisions.add(rows().configurationRevision());
        }

        assertThat(revisions).isSorted().doesNotHaveDuplicates();
    }

    private static UserRow user(String name) {
        return new UserRow(name, "hash", "read", TIME, Map.of());
    }

    private static TokenRow token(String hash, String id, String user, Instant created, @Nullable Instant expires) {
        return new TokenRow(hash, id, user, "read", created, expires, Map.of("description", "laptop"));
    }
}
