package io.artispace.core.repository;

import io.artispace.Group;
import io.artispace.policy.Policies;
import java.util.ArrayList;
import java.util.List;

/**
 * The rules of the groups that a repository is read through. Immutable.
 *
 * @param policies their policies, outermost group first; of groups that have some
 * @param insideOnly whether one of them keeps proxies from adding versions to what is published inside; a group within it cannot undo
 *     that
 */
record GroupRules(List<Policies> policies, boolean insideOnly) {
    static final GroupRules NONE = new GroupRules(List.of(), false);

    GroupRules {
        policies = List.copyOf(policies);
    }

    /** Adds those of one more group. Empty policies are left out: with them, each member would make a filter for each file. */
    GroupRules under(Group group) {
        boolean narrow = insideOnly || group.widening() != Group.Widening.MERGE;
        if (group.policies().isEmpty()) {
            return narrow == insideOnly ? this : new GroupRules(policies, narrow);
        }
        List<Policies> all = new ArrayList<>(policies);
        all.add(group.policies());
        return new GroupRules(all, narrow);
    }
}
