using HydraBot.Hosting.Tuning;

namespace HydraBot.Inference.Chat;

/// <summary>What conversations tell of their answers, for experiments on them.</summary>
internal static class ChatMetrics
{
    public const string Seconds = "chat.seconds", Tokens = "chat.tokens", Cost = "chat.cost", Complete = "chat.complete", Thumbs = "chat.thumbs";

    public static IReadOnlyList<TrafficMetric> All { get; } =
    [
        new(Seconds, "seconds until the last word", LowerIsBetter: true, IsRate: false),
        new(Tokens, "tokens read and written", LowerIsBetter: true, IsRate: false),
        new(Cost, "US dollars by the endpoints' prices", LowerIsBetter: true, IsRate: false),
        new(Complete, "answers that came whole", LowerIsBetter: false, IsRate: true),
        new(Thumbs, "👍 of those who rated", LowerIsBetter: false, IsRate: true),
    ];
}
