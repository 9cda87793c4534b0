using HydraBot.Speech.Recognition;

namespace HydraBot.Doors.Voice.Router;

/// <summary>Yes and no, as people say them.</summary>
internal static class Replies
{
    private static readonly string[] YesPhrases = ["yes", "yes please", "yes do it", "do it", "confirm", "confirmed", "go ahead", "correct"];
    private static readonly string[] NoPhrases = ["no", "no thanks", "cancel", "do not", "wrong", "never mind", "abort"];
    private static readonly string[] StopPhrases = ["stop", "be quiet", "quiet", "shut up", "silence", "never mind", "enough"];

    public static IReadOnlyList<string> Answers { get; } = [.. YesPhrases, .. NoPhrases, .. StopPhrases];

    public static IReadOnlyList<string> Stops => StopPhrases;

    /// <summary>Asks about approvals; what follows may name the operation.</summary>
    public static IReadOnlyList<string> Votes { get; } = ["approve", "approve it", "approve that", "refuse", "refuse it", "refuse that", "deny", "deny it"];

    /// <summary>The grammar while a question is open, beside the commands.</summary>
    public static SpokenGrammar Grammar { get; } = SpokenGrammar.Of(Answers);

    public static bool? Read(string words) => YesPhrases.Contains(words) ? true : NoPhrases.Contains(words) || words == "stop" ? false : null;

    public static bool IsStop(string words) => StopPhrases.Contains(words);

    public static bool? ReadVote(string words) => words.Split(' ')[0] switch
    {
        "approve" => true,
        "refuse" or "deny" => false,
        _ => null,
    };
}
