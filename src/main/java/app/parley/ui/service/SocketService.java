package app.parley.ui.service;

import app.parley.client.Client;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.concurrent.Service;
import javafx.concurrent.Task;

/// Keeps the client connected: its task is [Client#run], on a virtual thread, until the client is
/// closed.
///
/// The state says whether the client runs at all; how the connection is doing is `LinkChanged` of
/// the client. If the task ever fails, the state is `FAILED` and the exception says why; the
/// window then offers to start it again.
public final class SocketService extends Service<Void> {
    private final Client client;

    public SocketService(Client client) {
        this.client = client;
        ExecutorService virtual = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("socket").factory());
        setExecutor(virtual);
    }

    @Override
    protected Task<Void> createTask() {
        return new Task<>() {
            @Override
            protected Void call() {
                client.run();
                return null;
            }
        };
    }
}
