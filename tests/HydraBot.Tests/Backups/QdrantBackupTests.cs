using System.Collections.Concurrent;
using System.Formats.Tar;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace HydraBot.Tests.Backups;

/// <summary>Qdrant's collections by its own snapshot calls, against a server that knows no others.</summary>
public sealed class QdrantBackupTests
{
    private const string Key = "the-key-of-qdrant";

    private readonly ConcurrentDictionary<string, byte[]> _collections = [];
    private readonly ConcurrentDictionary<string, byte[]> _snapshots = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_collection_is_snapshotted_fetched_and_taken_away_there_and_comes_back_by_an_upload()
    {
        _collections["memory"] = await TarAsync("first");
        _collections["pictures"] = await TarAsync("others");
        await using var server = await FakeServer.StartAsync(Routes);
        await using var house = await HouseAsync(server);

        var (_, value) = await house.Road.DoneAsync("backup.create", """{"target": "vectors"}""");
        Assert.Empty(value.GetProperty("failures").EnumerateArray());
        Assert.Equal(["memory", "pictures"], value.GetProperty("backups").EnumerateArray().Select(backup => backup.GetProperty("database").GetString()));
        Assert.Empty(_snapshots);

        var first = _collections["memory"];
        var second = await TarAsync("second");
        _collections["memory"] = second;
        var (_, restored) = await house.RestoreAsync(value.GetProperty("backups")[0]);
        Assert.Equal(first, _collections["memory"]);

        // And what was there until then is not lost.
        await house.RestoreAsync(restored.GetProperty("before"));
        Assert.Equal(second, _collections["memory"]);
    }

    [Fact]
    public async Task A_snapshot_that_came_over_cut_is_no_backup()
    {
        _collections["memory"] = (await TarAsync("first"))[..700];
        await using var server = await FakeServer.StartAsync(Routes);
        await using var house = await HouseAsync(server);

        Assert.Contains("cannot be read to its end", await house.Road.FailedAsync("backup.create", """{"target": "vectors"}"""), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(house.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_wrong_key_is_one_line_without_the_key()
    {
        await using var server = await FakeServer.StartAsync(Routes);
        await using var house = await HouseAsync(server, "another-key-than-that");
        var message = await house.Road.FailedAsync("backup.create", """{"target": "vectors"}""");
        Assert.StartsWith("Qdrant says 401", message, StringComparison.Ordinal);
        Assert.DoesNotContain("another-key", message, StringComparison.Ordinal);
    }

    private static Task<BackupHouse> HouseAsync(FakeServer server, string key = Key) => BackupHouse.StartAsync(
        ("Backups:Targets:vectors:Kind", "Qdrant"), ("Backups:Targets:vectors:Url", server.Address.ToString()), ("Backups:Targets:vectors:ApiKey", key));

    private void Routes(WebApplication app)
    {
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers["api-key"] == Key)
            {
                await next(context);
                return;
            }

            context.Response.StatusCode = 401;
            await context.Response.WriteAsync("Must provide an API key or an Authorization bearer token", context.RequestAborted);
        });
        app.MapGet("/collections", () => Results.Json(new { result = new { collections = _collections.Keys.Select(name => new { name }) }, status = "ok" }));
        app.MapPost("/collections/{name}/snapshots", (string name) =>
        {
            var snapshot = $"{name}-{_snapshots.Count}.snapshot";
            _snapshots[snapshot] = _collections[name];
            return Results.Json(new { result = new { name = snapshot, size = _collections[name].Length, checksum = Digest(_collections[name]) }, status = "ok" });
        });
        app.MapGet("/collections/{name}/snapshots/{snapshot}", (string snapshot) => Results.Bytes(_snapshots[snapshot], "application/octet-stream"));
        app.MapDelete("/collections/{name}/snapshots/{snapshot}", (string snapshot) => Results.Json(new { result = _snapshots.TryRemove(snapshot, out _), status = "ok" }));
        app.MapPost("/collections/{name}/snapshots/upload", async (string name, string priority, string checksum, HttpRequest request) =>
        {
            using var content = new MemoryStream();
            await (await request.ReadFormAsync(Token)).Files.GetFile("snapshot")!.CopyToAsync(content, Token);
            if (priority != "snapshot" || checksum != Digest(content.ToArray()))
                return Results.BadRequest(new { status = new { error = "wrong checksum" } });
            _collections[name] = content.ToArray();
            return Results.Json(new { result = true, status = "ok" });
        });
    }

    private static string Digest(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static async Task<byte[]> TarAsync(string text)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, TarEntryFormat.Gnu, leaveOpen: true))
            await writer.WriteEntryAsync(new GnuTarEntry(TarEntryType.RegularFile, "config.json") { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.PadRight(600, '.'))) }, Token);
        return tar.ToArray();
    }
}
