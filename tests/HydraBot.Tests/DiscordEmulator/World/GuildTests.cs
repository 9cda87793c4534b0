using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using HydraBot.Tests.DiscordEmulator.Raw;
using Xunit;

namespace HydraBot.Tests.DiscordEmulator.World;

public class GuildTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_further_guild_is_told_to_everybody_in_it_and_has_the_same_people_and_a_crowd()
    {
        await using var desk = await Desk.OpenAsync();
        await using var owner = await desk.LogInAsync("owner");
        using var made = await desk.Http.PostAsJsonAsync(new Uri(desk.Discord.Url, "emulator/guilds"), new JsonObject { ["name"] = "Second", ["members"] = 3_000 }, Token);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var id = (await made.Content.ReadFromJsonAsync<JsonNode>(Token))!["id"]!.ToString();

        var told = await owner.EventAsync("GUILD_CREATE", guild => guild["id"]!.ToString() == id);
        Assert.Equal("Second", told["name"]!.ToString());
        Assert.Equal(3_005, told["member_count"]!.GetValue<int>());
        var members = await desk.Http.GetFromJsonAsync<JsonArray>(new Uri(desk.Discord.Url, $"emulator/members?guild={id}"), Token);
        Assert.Equal(3_004, members!.Count);
        Assert.Equal(members.Count, members.Select(member => member!["username"]!.ToString()).Distinct().Count());
        Assert.Contains(members, member => member!["id"]!.ToString() == desk.IdOf("operator"));
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "name must be")]
    [InlineData("""{"name":"Second","members":-1}""", "members, when given")]
    [InlineData("""{"name":"Second","members":"many"}""", "members, when given")]
    [InlineData("[]", "name must be")]
    public async Task A_guild_that_cannot_be_is_refused_with_what_is_allowed(string body, string message)
    {
        await using var desk = await Desk.OpenAsync();
        using var content = new StringContent(body, null, "application/json");
        using var answer = await desk.Http.PostAsync(new Uri(desk.Discord.Url, "emulator/guilds"), content, Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(message, (await answer.Content.ReadFromJsonAsync<JsonNode>(Token))!["message"]!.ToString(), StringComparison.Ordinal);
    }
}
