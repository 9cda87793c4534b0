using System.Net;
using System.Text;

namespace HydraBot.Discord.Rest;

/// <summary>An answer, read to its end.</summary>
internal sealed record RestAnswer(HttpStatusCode Status, string? ReasonPhrase, byte[] Body, RateLimitHeaders Limit)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public string Text => Encoding.UTF8.GetString(Body);
}
