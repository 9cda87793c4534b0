namespace HydraBot.Discord.Rest;

/// <summary>What was sent and refused so far.</summary>
/// <param name="Sent">Requests sent, repetitions counted.</param>
/// <param name="RateLimited">Answers that said to wait (429).</param>
/// <param name="Retried">Repetitions after a server error or a broken connection.</param>
/// <param name="Invalid">Refused requests of the last ten minutes that count towards Discord's ban.</param>
public sealed record RestStatistics(long Sent, long RateLimited, long Retried, int Invalid);
