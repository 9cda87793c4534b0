using HydraBot.Governance.Operations;
using HydraBot.Speech.Recognition;
using HydraBot.Voice.Turns;

namespace HydraBot.Voice.Listening;

/// <summary>What was said and answered, for those who read along.</summary>
internal static class Transcription
{
    private const int Longest = 1500;

    public static Card Card(Caller speaker, Transcript said, SpokenAnswer answer)
    {
        var heard = said.Text.Length > 0 ? $"🎙️ **{speaker.Name}**: {said.Text}" : $"🎙️ **{speaker.Name}** said something that was not understood. {said.Doubt}";
        var both = answer.Text.Length > 0 ? $"{heard}\n🔊 {answer.Text}" : heard;
        if (answer.Card is { } card)
            return card with { Text = Cut(card.Text is { Length: > 0 } text && text != answer.Text ? $"{both}\n{text}" : both) };
        return new Card { Title = "Voice", Text = Cut(both), Severity = CardSeverity.Neutral };
    }

    private static string Cut(string text) => text.Length <= Longest ? text : $"{text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)]}…";
}
