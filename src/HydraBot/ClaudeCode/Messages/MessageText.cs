namespace HydraBot.ClaudeCode.Messages;

/// <summary>Members' messages, as a session reads them.</summary>
internal static class MessageText
{
    public static string Of(IReadOnlyList<StoredMessage> messages) =>
        $"{string.Join("\n\n", messages.Select(message => $"Message from {message.Author} on Discord:\n{message.Text}"))}\n\nTake it as if it had been typed here; what you answer is shown to them.";
}
