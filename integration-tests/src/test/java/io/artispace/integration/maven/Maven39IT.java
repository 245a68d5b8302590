package io.artispace.integration.maven;

import io.artispace.integration.run.Outcome;

class Maven39IT extends MavenClientContract {
    Maven39IT() {
        super("3.9");
    }

    /** It prints problem+json. */
    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("lib-1.0.jar").said("detail=");
    }
}
