using HydraBot.Discord.Model;

namespace HydraBot.Doors.Chat.Replies;

/// <summary>Text that a model or a program wrote. Discord fetches no link in it for a preview: an address could carry what was read to whoever wrote it.</summary>
internal static class PlainMessage
{
    public static MessagePayload Of(string text) => new() { Content = text, Flags = MessageFlags.SuppressEmbeds };

    /// <summary>A message that takes its place and shows its own embeds.</summary>
    public static MessagePayload Replaced(MessagePayload message) => message with { Flags = MessageFlags.None };
}
