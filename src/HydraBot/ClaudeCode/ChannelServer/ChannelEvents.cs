using System.Text.Json;
using System.Text.Json.Nodes;
using HydraBot.ClaudeCode.Hooks;
using HydraBot.ClaudeCode.Messages;
using HydraBot.ClaudeCode.Posts;
using HydraBot.ClaudeCode.Sessions;
using HydraBot.Governance;
using HydraBot.Governance.Operations;
using HydraBot.Hosting;
using Microsoft.Extensions.Options;

namespace HydraBot.ClaudeCode.ChannelServer;

/// <summary>The house's side of channel servers. They come in by the hooks' address, with the hooks' keys, where they are switched on.</summary>
internal sealed class ChannelEvents(SessionStore sessions, SessionPosts posts, MessageDesk messages, GovernedExecutor road, IOptions<ClaudeCodeOptions> options, TimeProvider time)
{
    public const string Start = "ChannelStart", Listen = "ChannelListen", Reply = "ChannelReply", Silent = "ChannelSilent", End = "ChannelEnd";

    /// <summary>First letters of a listener's id, before and behind every hook's in order: whoever sorts last listens.</summary>
    public const char BeforeHooks = '~', AfterHooks = '!';

    private static Card Unheard { get; } = new()
    {
        Title = "Nothing came back over the channel for a minute",
        Text = "The session is at work, or Claude Code was started without its switch for channels. The message waits: for the session's answer, or for a hook that takes it.",
        Severity = CardSeverity.Warning,
    };

    public static bool Takes(string name) => name is Start or Listen or Reply or Silent or End;

    /// <summary>Takes what a channel server says; the parameters are those of <see cref="HookEvents.TakeAsync"/>.</summary>
    /// <exception cref="OperationException">It is switched off, or says what does not fit.</exception>
    public async Task<HookAnswer> TakeAsync(string machine, string name, JsonElement body, string listener, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (!options.Value.ChannelServer)
            throw new OperationException("Channel servers are off; ClaudeCode:ChannelServer=true switches them on.");
        var id = HookEvents.SessionOf(body);
        var session = await sessions.FindAsync(id, cancellationToken);
        if (name == Start && session is null)
            return await BeginAsync(machine, id, body.Text("cwd") ?? "?", cancellationToken);
        if (session is null || session.Machine != machine)
            throw new OperationException($"There is no session '{id}' of {machine}.");
        switch (name)
        {
            case Start when session.State == SessionState.Ended:
                await sessions.StateAsync(id, SessionState.Idle, cancellationToken);
                break;
            case Listen:
                return await ListenAsync(id, listener, wait, cancellationToken);
            case Reply:
                await ReplyAsync(session, body.Text("text") ?? "", cancellationToken);
                break;
            case Silent:
                await posts.AddAsync(id, Unheard, cancellationToken);
                break;
            case End:
                await EndAsync(session, cancellationToken);
                break;
        }

        return HookAnswer.Nothing;
    }

    /// <summary>What it was given and nobody answered is free for others at once. A session that hooks know ends by them: a channel server may end before it.</summary>
    private async Task EndAsync(ClaudeSession session, CancellationToken cancellationToken)
    {
        await messages.ReleaseAsync(session.Id, cancellationToken);
        if (session.State == SessionState.Ended || session.StartedBy != Beginner(session.Machine))
            return;
        await sessions.StateAsync(session.Id, SessionState.Ended, cancellationToken);
        await posts.AddAsync(session.Id, new Card { Title = "The session is over", Severity = CardSeverity.Neutral }, cancellationToken);
    }

    private static string Beginner(string machine) => $"the terminal of {machine}, with a channel";

    private async Task<HookAnswer> BeginAsync(string machine, string id, string folder, CancellationToken cancellationToken)
    {
        var session = new ClaudeSession(id, machine, folder, false, SessionState.Idle, ClaudeSession.TitleOf(folder, machine), null, null, Beginner(machine), 0, 0, default, default);
        if (await sessions.SeenAsync(session, cancellationToken))
            await posts.AddAsync(id, new Card { Title = "The session began", Severity = CardSeverity.Good, Footer = "with a channel" }, cancellationToken);
        return HookAnswer.Nothing;
    }

    private async Task<HookAnswer> ListenAsync(string session, string listener, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (await messages.ListenAsync(session, listener, wait, cancellationToken) is not { } found)
            return HookAnswer.Nothing;
        return found.Count == 0 ? HookAnswer.Later : new HookAnswer(HookAnswerKind.Output, new JsonObject
        {
            ["messages"] = new JsonArray([.. found.Select(message => new JsonObject { ["id"] = message.Id, ["author"] = message.Author, ["text"] = message.Text })]),
        });
    }

    /// <summary>Down the road: who answered what is in the audit chain, and the law and the emergency stop hold for it.</summary>
    private async Task ReplyAsync(ClaudeSession session, string text, CancellationToken cancellationToken)
    {
        var arguments = new JsonObject { ["text"] = text, ["session"] = session.Id };
        var request = OperationRequest.Create(ReplyOperation.Name, JsonElement.Parse(arguments.ToJsonString()), HookKeys.Asker(session.Machine), Door.Http, time);
        switch (await road.ExecuteAsync(request, null, cancellationToken))
        {
            case OperationOutcome.Done:
                return;
            case OperationOutcome.Refused refused:
                throw new OperationException(refused.Refusal.Message);
            case OperationOutcome.Failed failed:
                throw new OperationException(failed.Message);
            case OperationOutcome.Waiting:
                throw new OperationException("A person decides on Discord whether this is shown there.");
            default:
                throw new OperationException("It was not shown.");
        }
    }
}
