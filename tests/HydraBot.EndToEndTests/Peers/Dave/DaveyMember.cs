using System.Text.Json.Nodes;

namespace HydraBot.EndToEndTests.Peers.Dave;

/// <summary>davey in an encrypted call.</summary>
internal sealed class DaveyMember(DaveyPeers peers, ulong userId, ulong channelId) : ICallMember
{
    public ulong UserId => userId;

    public async Task<byte[]> JoinAsync(byte[] externalSender)
    {
        await peers.AskAsync(Command("join"));
        await peers.AskAsync(Command("setSender", externalSender));
        return (await peers.BytesAsync(Command("keyPackage")))!;
    }

    public async Task<byte[]> RestartAsync()
    {
        await peers.AskAsync(Command("reset"));
        return (await peers.BytesAsync(Command("keyPackage")))!;
    }

    public async Task<Offer?> ProposalsAsync(bool revoke, byte[] vector, IReadOnlyList<ulong> recognised)
    {
        var command = Command("proposals", vector);
        command["revoke"] = revoke;
        command["recognised"] = new JsonArray([.. recognised.Select(user => JsonValue.Create(DaveyPeers.Text(user)))]);
        var answer = await peers.AskAsync(command);
        var commit = answer["commit"]?.GetValue<string>();
        var welcome = answer["welcome"]?.GetValue<string>();
        return commit is null ? null : new Offer(Convert.FromHexString(commit), welcome is null ? null : Convert.FromHexString(welcome));
    }

    public async Task<bool> CommitAsync(ushort transition, byte[] message) => (await peers.AskAsync(Command("commit", message)))["refused"] is null;

    public async Task<bool> WelcomeAsync(ushort transition, byte[] welcome) => (await peers.AskAsync(Command("welcome", welcome)))["refused"] is null;

    public Task ExecuteAsync(ushort transition) => Task.CompletedTask;

    public async Task<CallState> StateAsync()
    {
        var state = await peers.AskAsync(Command("state"));
        return new CallState(
            state["epoch"]!.GetValue<string>(), state["code"]!.GetValue<string>(), [.. state["users"]!.AsArray().Select(user => user!.GetValue<string>())]);
    }

    public async Task<string> PairCodeAsync(ulong other)
    {
        var command = Command("pair");
        command["other"] = DaveyPeers.Text(other);
        return (await peers.AskAsync(command))["code"]!.GetValue<string>();
    }

    public async Task<byte[]> EncryptAsync(byte[] frame) => (await peers.BytesAsync(Command("encrypt", frame)))!;

    public Task<byte[]?> DecryptAsync(ulong from, byte[] frame)
    {
        var command = Command("decrypt", frame);
        command["from"] = DaveyPeers.Text(from);
        return peers.BytesAsync(command);
    }

    private JsonObject Command(string what, byte[]? data = null) => new()
    {
        ["do"] = what,
        ["user"] = DaveyPeers.Text(userId),
        ["channel"] = DaveyPeers.Text(channelId),
        ["data"] = data is null ? null : Convert.ToHexStringLower(data),
    };
}
