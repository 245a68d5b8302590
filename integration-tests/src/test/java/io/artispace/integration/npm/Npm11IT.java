package io.artispace.integration.npm;

class Npm11IT extends NpmContract {
    Npm11IT() {
        super("11");
    }
}
