package io.artispace.integration.maven;

import io.artispace.integration.run.Outcome;

class Maven38IT extends MavenClientContract {
    Maven38IT() {
        super("3.8");
    }

    /** The reason phrase is all it shows. */
    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("409 Conflict");
    }
}
