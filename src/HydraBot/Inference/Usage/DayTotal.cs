namespace HydraBot.Inference.Usage;

/// <summary>What one scope used on one day (UTC).</summary>
/// <param name="Requests">Calls.</param>
/// <param name="Tokens">Read and written.</param>
/// <param name="Cost">US dollars.</param>
internal readonly record struct DayTotal(long Requests, long Tokens, decimal Cost)
{
    public DayTotal Plus(long tokens, decimal cost) => new(Requests + 1, Tokens + tokens, Cost + cost);
}
