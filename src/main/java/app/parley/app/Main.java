package app.parley.app;

/// The entry point of every way to run Parley.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.out.println("Parley");
    }
}
