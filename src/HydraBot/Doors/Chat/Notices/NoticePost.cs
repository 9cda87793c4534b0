using System.Text.Json;
using HydraBot.Discord.Model;
using HydraBot.Governance.Operations;

namespace HydraBot.Doors.Chat.Notices;

/// <summary>The message that shows a named notice.</summary>
/// <param name="Key">The notice's name.</param>
/// <param name="ChannelId">Where.</param>
/// <param name="MessageId">Which.</param>
/// <param name="Pinned">Whether it was pinned.</param>
/// <param name="Answers">What reactions below it ask for.</param>
internal sealed record NoticePost(string Key, Snowflake ChannelId, Snowflake MessageId, bool Pinned, IReadOnlyDictionary<string, NoticeAnswer> Answers);

/// <summary>Answers as they are stored: <c>{"✅": {"operation": ..., "arguments": {...}}}</c>.</summary>
internal static class StoredAnswers
{
    public static string Write(IReadOnlyDictionary<string, NoticeAnswer> answers)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var (emoji, answer) in answers)
            {
                writer.WriteStartObject(emoji);
                writer.WriteString("operation", answer.Operation);
                writer.WritePropertyName("arguments");
                answer.Arguments.WriteTo(writer);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    public static IReadOnlyDictionary<string, NoticeAnswer> Read(string json) => JsonElement.Parse(json).EnumerateObject().ToDictionary(
        property => property.Name, property => new NoticeAnswer(property.Value.GetProperty("operation").GetString()!, property.Value.GetProperty("arguments")));
}
