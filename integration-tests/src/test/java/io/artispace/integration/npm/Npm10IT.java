package io.artispace.integration.npm;

class Npm10IT extends NpmContract {
    Npm10IT() {
        super("10");
    }
}
