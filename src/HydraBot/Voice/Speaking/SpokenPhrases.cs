namespace HydraBot.Voice.Speaking;

/// <summary>What is said so often that it is made before.</summary>
internal static class SpokenPhrases
{
    public const string NotUnderstood = "Sorry, I did not understand that.";
    public const string Cancelled = "Cancelled.";
    public const string StillWorking = "I am still working on it.";
    public const string Failed = "That failed. The details are in the text channel.";
    public const string Deaf = "I cannot understand speech right now. The details are in the text channel.";
    public const string NoAccess = "You may not do that.";
    public const string Joined = "Hello. I listen to my wake word here. Say stop to silence me.";

    public static IReadOnlyList<string> All { get; } = [NotUnderstood, Cancelled, StillWorking, Failed, Deaf, NoAccess];
}
