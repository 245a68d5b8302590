package io.artispace.integration.maven;

import io.artispace.integration.run.Outcome;

class Maven40IT extends MavenClientContract {
    Maven40IT() {
        super("4.0");
    }

    /** The JDK's client tries again and again, and then gives up with words of its own. */
    @Override
    String wrongPassword() {
        return "too many authentication attempts";
    }

    /** Of the answer to a PUT it shows the status only. */
    @Override
    void assertRefusalSaysWhy(Outcome refused) {
        refused.said("HTTP Status: 409");
    }
}
