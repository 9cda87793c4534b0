using System.Text.Json;
using FsCheck.Xunit;
using HydraBot.Discord.Model;
using Xunit;

namespace HydraBot.Tests.Discord.Model;

public class SnowflakeTests
{
    [Fact]
    public void An_id_tells_when_it_was_made()
    {
        // The example of Discord's own documentation.
        var id = Snowflake.Parse("175928847299117063");
        Assert.Equal(new DateTimeOffset(2016, 4, 30, 11, 18, 25, 796, TimeSpan.Zero), id.CreatedAt);
        Assert.True(Snowflake.At(id.CreatedAt) <= id && id < Snowflake.At(id.CreatedAt.AddMilliseconds(1)));
    }

    [Property]
    public bool Every_id_survives_text_and_JSON(ulong value)
    {
        var id = new Snowflake(value);
        var json = JsonSerializer.Serialize(id);
        return json == $"\"{value}\"" && JsonSerializer.Deserialize<Snowflake>(json) == id && Snowflake.Parse(id.ToString()) == id
            && JsonSerializer.Deserialize<Dictionary<Snowflake, int>>(JsonSerializer.Serialize(new Dictionary<Snowflake, int> { [id] = 1 }))![id] == 1;
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData(" 1")]
    [InlineData("18446744073709551616")]
    public void What_is_no_id_is_refused_and_named(string text)
    {
        Assert.False(Snowflake.TryParse(text, out _));
        var error = Assert.Throws<FormatException>(() => Snowflake.Parse(text));
        Assert.Contains($"'{text}' is not a Discord id", error.Message, StringComparison.Ordinal);
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Snowflake>(JsonSerializer.Serialize(text)));
    }
}
