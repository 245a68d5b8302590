package io.artispace.core.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.artispace.ConflictException;
import io.artispace.Group;
import io.artispace.Hosted;
import io.artispace.InvalidInputException;
import io.artispace.core.definition.GroupCheck;
import io.artispace.policy.Block;
import io.artispace.policy.Policies;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class GroupDefinitionTest {
    private final GroupFixture fixture = new GroupFixture();

    @AfterEach
    void close() throws IOException {
        fixture.close();
    }

    private static Group group(String name, String... members) {
        return Group.named(name).format("test").members(members);
    }

    private void assertRefused(Group group, String why) {
        assertThatThrownBy(() -> fixture.create(group))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("\"" + group.name() + "\"")
                .hasMessageContaining(why);
    }

    @Test
    void membersHaveToBeThereAndTheTargetHosted() {
        assertRefused(group("all", "missing"), "Create it first.");
        assertRefused(group("all", "all"), "its own member");
        assertRefused(group("all", "inside", "outside").publishingTo("outside"), "is not hosted");
    }

    @Test
    void membersAreOfTheGroupsFormat() {
        GroupCheck check = new GroupCheck(Map.of("npm", Hosted.named("npm").format("npm")));

        assertThatThrownBy(() -> check.check(Group.named("all").format("maven").members("npm")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("of the format \"npm\"");
    }

    @Test
    void groupsDoNotContainThemselves() {
        fixture.create(group("inner", "inside"));
        fixture.create(group("outer", "inner"));

        assertThatThrownBy(() -> fixture.repositories().update(group("inner", "inside", "outer")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("would contain itself");
    }

    @Test
    void onlyOneOfTwoGroupsBecomesAMemberOfTheOther() {
        fixture.create(group("one", "inside"));
        fixture.create(group("two", "inside"));
        fixture.beforeNextWrite(() -> fixture.repositories().update(group("two", "inside", "one")));

        assertThatThrownBy(() -> fixture.repositories().update(group("one", "inside", "two")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("would contain itself");

        assertThat(fixture.repository("one").definition()).isEqualTo(group("one", "inside"));
    }

    @Test
    void repositoryThatIsJustBecomingAMemberIsNotDeleted() {
        fixture.beforeNextWrite(() -> fixture.create(group("all", "second")));

        assertThatThrownBy(() -> fixture.repositories().delete("second"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("\"all\"");

        assertThat(fixture.repositories().find("second")).isPresent();
    }

    @Test
    void memberOfAGroupIsNotDeletedBeforeItIsTakenOut() {
        fixture.create(group("all", "inside", "second"));

        assertThatThrownBy(() -> fixture.repositories().delete("second"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("\"all\"")
                .hasMessageContaining("Take it out");
        fixture.repositories().update(group("all", "inside"));
        fixture.repositories().delete("second");

        assertThat(fixture.repositories().find("second")).isEmpty();
    }

    @Test
    void everythingThatAGroupIsIsReadBackFromItsRow() {
        Group group = group("all", "inside", "outside")
                .publishingTo("inside")
                .widening(Group.Widening.MERGE)
                .owning("acme-*", "inside")
                .owning("**", "outside")
                .policies(Policies.none()
                        .minimumAge(Duration.ofDays(3))
                        .exempt("left-pad@1.0")
                        .block("evil", "It is."))
                .readableByAnyone()
                .setting("colour", "red");

        assertThat(fixture.create(group).definition()).isEqualTo(group);
    }

    @Test
    void reasonOfSeveralLinesIsReadBackAsOne() {
        Policies policies = Policies.none().block("evil", "It is.\r\nUse good.\rOr none.\n");

        Group group = group("all", "inside").policies(policies);

        assertThat(fixture.create(group).definition()).isEqualTo(group);
        assertThat(fixture.repositories().definitions()).contains(group);
        assertThat(policies.blocks()).singleElement().extracting(Block::reason).isEqualTo("It is. Use good. Or none.");
    }
}
