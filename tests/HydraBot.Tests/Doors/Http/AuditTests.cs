using System.Net;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace HydraBot.Tests.Doors.Http;

public sealed class AuditTests(DoorHouse house) : IClassFixture<DoorHouse>
{
    [Fact]
    public async Task Entries_come_page_by_page_and_anybody_can_recompute_their_hashes()
    {
        for (var run = 0; run < 3; run++)
            await house.PostAsync("/operations/container.echo", """{"text": "zażółć"}""");

        var (after, previous) = (0L, new string('0', 64));
        while ((await house.GetAsync($"/constitution/audit?after={after}&limit=2")).Json is var page && page.GetArrayLength() > 0)
        {
            Assert.InRange(page.GetArrayLength(), 1, 2);
            foreach (var entry in page.EnumerateArray())
            {
                var sequence = entry.GetProperty("sequence").GetInt64();
                Assert.Equal(after + 1, sequence);
                Assert.Equal(previous, entry.GetProperty("previousHash").GetString());
                var canonical = $$"""{"entry":{{entry.GetProperty("entry").GetRawText()}},"previousHash":"{{previous}}","sequence":{{sequence}}}""";
                previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));
                Assert.Equal(previous, entry.GetProperty("hash").GetString());
                after = sequence;
            }
        }

        Assert.True(after >= 7);
    }

    [Fact]
    public async Task A_whole_chain_is_valid_and_says_its_length()
    {
        await house.PostAsync("/operations/container.echo", """{"text": "a"}""");
        var found = (await house.GetAsync("/constitution/audit/verify", DoorHouse.ViewerKey)).Json;
        Assert.True(found.GetProperty("valid").GetBoolean());
        Assert.True(found.GetProperty("entries").GetInt64() >= 3);
        Assert.Null(found.GetProperty("firstBadSequence").GetRawText() is "null" ? null : "a number");
    }

    [Theory]
    [InlineData("limit=0", "1 to 1000")]
    [InlineData("limit=1001", "1 to 1000")]
    [InlineData("limit=all", "1 to 1000")]
    [InlineData("after=-1", "from 0")]
    public async Task A_page_out_of_bounds_is_refused_with_the_bounds(string query, string bounds)
    {
        var detail = (await house.GetAsync($"/constitution/audit?{query}")).IsProblem(HttpStatusCode.UnprocessableEntity, "wrong-arguments").Detail;
        Assert.Contains(bounds, detail, StringComparison.Ordinal);
    }
}
