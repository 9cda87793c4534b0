using HydraBot.DiscordEmulator.Faults;
using HydraBot.DiscordEmulator.Rest.RateLimits;
using HydraBot.DiscordEmulator.World;
using HydraBot.DiscordEmulator.World.Shapes;

namespace HydraBot.DiscordEmulator.Rest;

/// <summary>The way of every request: who calls, what goes wrong on purpose, how often, what is asked, then the handler under the gate.</summary>
internal sealed partial class RestServer(DiscordWorld world, RateLimits.RateLimits limits, FaultBoard faults, ILogger<RestServer> logger)
{
    private static readonly string[] MajorParameters = ["channel", "guild", "webhook", "token"];

    public async Task AnswerAsync(HttpContext context, RestRoute route)
    {
        try
        {
            if (string.IsNullOrEmpty(context.Request.Headers.UserAgent))
                LogNoUserAgent(route.Method, route.Template);
            var caller = Authorize(context.Request, route.Authorization);
            var application = caller?.Application?.Id ?? (caller is null ? ApplicationInPath(context.Request) : null);
            if (application is { } id && await FailOnPurposeAsync(context, id))
                return;
            if (IsLimited(context, route, caller) is { } tooMany)
            {
                await WriteAsync(context, tooMany);
                return;
            }
            var body = await RequestBody.ReadAsync(context.Request, context.RequestAborted);
            await WriteAsync(context, Handle(route, new RestCall(context.Request, caller, body)));
        }
        catch (DiscordException refusal)
        {
            LogRefused(route.Method, context.Request.Path, refusal.Status, refusal.Code, refusal.Message);
            context.Response.StatusCode = refusal.Status;
            await WriteAsync(context, refusal.ToJson());
        }
    }

    public static Task WriteAsync(HttpContext context, JsonNode body)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(JsonBytes.Of(body), context.RequestAborted).AsTask();
    }

    private static Task WriteAsync(HttpContext context, RestAnswer answer)
    {
        context.Response.StatusCode = answer.Status;
        return answer.Body is null ? Task.CompletedTask : WriteAsync(context, answer.Body);
    }

    private RestAnswer Handle(RestRoute route, RestCall call)
    {
        lock (world.Gate)
            return route.Handler(call);
    }

    private Account? Authorize(HttpRequest request, RouteAuthorization wanted)
    {
        if (wanted == RouteAuthorization.TokenInPath)
            return null;
        var caller = Caller(request.Headers.Authorization.ToString()) ?? throw Refusal.Unauthorized;
        return wanted switch
        {
            RouteAuthorization.BotAlone when !caller.IsBot => throw Refusal.OnlyBotsCanUse,
            RouteAuthorization.MemberAlone when caller.IsBot => throw Refusal.BotsCannotUse,
            _ => caller,
        };
    }

    /// <summary>A bot says "Bot" before its token, a member's client says the token alone.</summary>
    private Account? Caller(string header)
    {
        const string Prefix = "Bot ";
        var isBot = header.StartsWith(Prefix, StringComparison.Ordinal);
        lock (world.Gate)
        {
            var user = world.Authenticate(isBot ? header[Prefix.Length..].Trim() : header);
            return user is null || user.IsBot != isBot ? null : new Account(user, world.Applications.Find(user.Id));
        }
    }

    private static Snowflake? ApplicationInPath(HttpRequest request) =>
        Snowflake.TryParse(request.RouteValues["webhook"] as string, out var id) ? id : null;

    private async Task<bool> FailOnPurposeAsync(HttpContext context, Snowflake applicationId)
    {
        var fault = faults.For(applicationId);
        if (fault.Delay > TimeSpan.Zero)
            await Task.Delay(fault.Delay, world.Time, context.RequestAborted);
        if (fault.TakeServerError() is { } error)
        {
            context.Response.StatusCode = error.Status;
            await WriteAsync(context, new JsonObject { ["message"] = $"{error.Status}: Internal Server Error", ["code"] = 0 });
            return true;
        }
        if (fault.TakeRateLimit() is not { } limit)
            return false;
        await WriteAsync(context, RateLimitAnswer.TooMany(context.Response, TimeSpan.FromSeconds(limit.RetryAfterSeconds), limit.Scope));
        return true;
    }

    private JsonObject? IsLimited(HttpContext context, RestRoute route, Account? caller)
    {
        if (caller is { IsBot: true } && !route.Limit.OutsideGlobalLimit && limits.TakeGlobal(caller.Id) is { } wait)
            return RateLimitAnswer.TooMany(context.Response, wait, "global");
        if (!route.Limit.IsLimited)
            return null;
        var major = string.Join('/', MajorParameters.Select(name => context.Request.RouteValues[name] as string ?? ""));
        var state = limits.Take(route.Limit, caller?.Id.ToString() ?? "", caller is { IsBot: false }, major);
        RateLimitAnswer.WriteHeaders(context.Response, state);
        return state.Allowed ? null : RateLimitAnswer.TooMany(context.Response, state.ResetAfter, "user");
    }

    [LoggerMessage(LogLevel.Debug, "{Method} {Path} was refused: {Status} {Code} {Reason}")]
    private partial void LogRefused(string method, string path, int status, int code, string reason);

    [LoggerMessage(LogLevel.Debug, "{Method} {Template} came without a User-Agent; Discord asks for one.")]
    private partial void LogNoUserAgent(string method, string template);
}
