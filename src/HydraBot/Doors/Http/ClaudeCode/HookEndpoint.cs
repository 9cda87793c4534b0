using HydraBot.ClaudeCode.ChannelServer;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.Doors.Http.Keys;
using HydraBot.Doors.Http.Operations;
using HydraBot.Doors.Http.Problems;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;

namespace HydraBot.Doors.Http.ClaudeCode;

/// <summary><c>POST /claude/hooks/{event}</c>: what Claude Code's hooks report and ask. Keys of its own open it, and open nothing else.</summary>
internal static class HookEndpoint
{
    /// <summary>The longest wait of one call; a hook that wants to wait longer asks again.</summary>
    private const int LongestWait = 600;

    public static void MapClaudeHooks(this IEndpointRouteBuilder routes) => routes.MapPost("/claude/hooks/{name}", TakeAsync)
        .WithMetadata(new OwnKeys(services => services.GetRequiredService<HookKeys>().Holder))
        .WithTags("Claude Code")
        .WithSummary("Takes what a hook of Claude Code reports or asks; 200 with what the hook prints, 202 not yet, 204 nothing.")
        .Produces(StatusCodes.Status200OK, contentType: "application/json")
        .Produces(StatusCodes.Status202Accepted)
        .Produces(StatusCodes.Status204NoContent)
        .Refuses(ProblemKind.MalformedBody, ProblemKind.BodyTooLarge, ProblemKind.WrongMediaType, ProblemKind.OperationFailed);

    private static async Task<IResult> TakeAsync(string name, HttpContext context, HookEvents events, ChannelEvents channels)
    {
        var body = await RequestBody.ReadObjectAsync(context);
        var given = context.Request.Query["id"] is [{ Length: > 0 and <= 64 } id] ? id : null;
        var ask = given ?? Guid.CreateVersion7().ToString("N");
        // A hook of the kind http waits in one call, as long as its own time limit lets it.
        var wait = context.Request.Query["wait"] is [{ } text] && int.TryParse(text, out var seconds) ? Math.Clamp(seconds, 0, LongestWait) : LongestWait - 20;
        try
        {
            if (name == "Delivered")
            {
                await events.DeliveredAsync(body.Text("session_id") ?? "", [.. body.ItemsAt("ids").Select(id => id.ToString())], context.RequestAborted);
                return Results.NoContent();
            }

            var answer = ChannelEvents.Takes(name)
                ? await channels.TakeAsync(context.Caller.Name, name, body, ask, TimeSpan.FromSeconds(wait), context.RequestAborted)
                : await events.TakeAsync(context.Caller.Name, name, body, ask, given is null ? null : HookId.Began(given), TimeSpan.FromSeconds(wait), context.RequestAborted);
            return answer.Kind switch
            {
                HookAnswerKind.Output => Results.Text(answer.Output!.ToJsonString(), "application/json"),
                HookAnswerKind.Later when context.Request.Query.ContainsKey("wait") => Results.StatusCode(StatusCodes.Status202Accepted),
                _ => Results.NoContent(),
            };
        }
        catch (OperationException exception)
        {
            return new ProblemAnswer(ProblemKind.OperationFailed.Of(exception.Message));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The hook was ended: answered in the terminal.
            return Results.NoContent();
        }
    }
}
