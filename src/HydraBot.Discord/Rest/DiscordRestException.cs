using System.Net;

namespace HydraBot.Discord.Rest;

/// <summary>Discord answered a request with an error.</summary>
/// <remarks>https://discord.com/developers/docs/reference#error-messages</remarks>
public sealed class DiscordRestException : DiscordException
{
    internal DiscordRestException(string message, HttpStatusCode status, int code, string? reason, IReadOnlyList<FieldError> errors, string body, int attempts)
        : base(message)
    {
        Status = status;
        Code = code;
        Reason = reason;
        Errors = errors;
        Body = body;
        Attempts = attempts;
    }

    /// <summary>The HTTP status.</summary>
    public HttpStatusCode Status { get; }

    /// <summary>Discord's own code, such as 50035 (invalid form) or 10062 (unknown interaction); 0 when the body has none.</summary>
    public int Code { get; }

    /// <summary>Discord's own sentence.</summary>
    public string? Reason { get; }

    /// <summary>What is wrong with which field.</summary>
    public IReadOnlyList<FieldError> Errors { get; }

    /// <summary>The body as it came, up to 8,000 characters.</summary>
    public string Body { get; }

    /// <summary>How often the request was sent.</summary>
    public int Attempts { get; }
}
