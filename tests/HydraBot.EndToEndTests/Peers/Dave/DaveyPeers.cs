using System.Globalization;
using System.Text.Json.Nodes;
using HydraBot.Testing;

namespace HydraBot.EndToEndTests.Peers.Dave;

/// <summary>A Node process with any number of members that run davey, and the call's external sender.</summary>
internal sealed class DaveyPeers : IAsyncDisposable
{
    private readonly PeerProcess _process = PeerProcess.StartIn(PeerProcess.FolderOf("davey"), "dave.mjs");
    private readonly SemaphoreSlim _asking = new(1, 1);

    public static void Require() => Parts.Require(
        Directory.Exists(Path.Combine(PeerProcess.FolderOf("davey"), "node_modules", "@snazzah")),
        "davey is not installed: npm ci --prefix tests/HydraBot.EndToEndTests/Peers/davey");

    /// <summary>Asks, and gets the answer; a refusal is in it under that name.</summary>
    public async Task<JsonNode> AskAsync(JsonObject command)
    {
        await _asking.WaitAsync();
        try
        {
            await _process.TellAsync(command);
            return await _process.SaidAsync("answer");
        }
        finally
        {
            _asking.Release();
        }
    }

    /// <summary>Asks for bytes; null when they are refused.</summary>
    public async Task<byte[]?> BytesAsync(JsonObject command, string name = "data") =>
        (await AskAsync(command))[name]?.GetValue<string>() is { } hex ? Convert.FromHexString(hex) : null;

    public async Task<byte[]> ExternalSenderAsync() => (await BytesAsync(new JsonObject { ["do"] = "sender" }))!;

    public async Task<byte[]> ProposeAsync(ulong channelId, ulong epoch, byte[]? add = null, uint? remove = null, int index = 0) =>
        (await BytesAsync(new JsonObject
        {
            ["do"] = "propose",
            ["channel"] = Text(channelId),
            ["epoch"] = Text(epoch),
            ["index"] = index,
            ["add"] = add is null ? null : Convert.ToHexString(add),
            ["remove"] = remove,
        }))!;

    public ValueTask DisposeAsync()
    {
        _asking.Dispose();
        return _process.DisposeAsync();
    }

    public static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
