using System.Text.Json;
using HydraBot.IntegrationTests.Support;
using HydraBot.Tests.Backups;
using Npgsql;
using Xunit;

namespace HydraBot.IntegrationTests.Fleet;

/// <summary>A watched database that is a real one.</summary>
public sealed class PostgresServiceTests
{
    [Fact]
    public async Task A_database_answers_and_one_that_is_not_there_says_why()
    {
        await using var shop = await PostgresqlBackend.CreateAsync();
        await using var house = await BackupHouse.StartAsync(
            ("Fleet:Services:shop:Kind", "Postgres"), ("Fleet:Services:shop:Target", shop.ConnectionString),
            ("Fleet:Services:gone:Kind", "Postgres"), ("Fleet:Services:gone:Target", $"{new NpgsqlConnectionStringBuilder(shop.ConnectionString) { Database = "not_there" }.ConnectionString};Password=planted-word"));

        var (_, up) = await house.Road.DoneAsync("service.check", """{"service": "shop"}""");
        var (_, down) = await house.Road.DoneAsync("service.check", """{"service": "gone"}""");

        Assert.True(up.GetProperty("up").GetBoolean());
        Assert.Equal("it says: database \"not_there\" does not exist", down.GetProperty("trouble").GetString());
        Assert.DoesNotContain("planted-word", JsonSerializer.Serialize(down), StringComparison.Ordinal);
    }
}
