package app.parley.client;

/// @param showOnline others of the circle see this person online and last seen
/// @param sendReadReceipts senders learn when their messages were seen
/// @param sendTyping the other person sees when this one is writing to them
public record Privacy(boolean showOnline, boolean sendReadReceipts, boolean sendTyping) {}
