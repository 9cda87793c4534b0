using HydraBot.Storage;

namespace HydraBot.ForeignTools.Definitions;

/// <summary>Keeps the definitions that somebody agreed to.</summary>
internal sealed class PinStore(Database database, TimeProvider time)
{
    /// <summary>What was agreed to of a server.</summary>
    public ValueTask<List<OfferedTool>> OfAsync(string server, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.ListAsync(
            "SELECT tool, definition FROM mcp_pins WHERE server = @server ORDER BY tool", row => OfferedTool.Read(row.GetString(0), row.GetString(1)), ("server", server)), cancellationToken);

    /// <summary>From now on this is what was agreed to.</summary>
    public async ValueTask AgreeAsync(string server, IReadOnlyList<OfferedTool> tools, string by, CancellationToken cancellationToken)
    {
        var now = (time.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        await database.WriteAsync(Durability.Disk, async session =>
        {
            await session.ExecuteAsync("DELETE FROM mcp_pins WHERE server = @server", ("server", server));
            foreach (var tool in tools)
            {
                await session.ExecuteAsync(
                    "INSERT INTO mcp_pins (server, tool, sha256, definition, agreed_by, agreed_at) VALUES (@server, @tool, @sha256, @definition, @by, @at)",
                    ("server", server), ("tool", tool.Name), ("sha256", tool.Sha256), ("definition", tool.Definition), ("by", by), ("at", now));
            }

            return tools.Count;
        }, cancellationToken);
    }
}
