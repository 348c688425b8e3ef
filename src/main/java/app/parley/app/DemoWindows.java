package app.parley.app;

final class DemoWindows {
    private DemoWindows() {}

    static void show(DemoStage stage, Surroundings s) throws Failure {
        throw Failure.because("" + stage + s);
    }
}
