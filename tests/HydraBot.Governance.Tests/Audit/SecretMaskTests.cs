using System.Text.Json;
using HydraBot.Governance.Audit;
using Xunit;

namespace HydraBot.Governance.Tests.Audit;

public class SecretMaskTests
{
    private readonly SecretMask _mask = new(["planted-secret", "planted-secret-longer", "short"]);

    [Theory]
    [InlineData("the token is planted-secret.", "the token is [secret].")]
    [InlineData("planted-secret-longer", "[secret]")]
    [InlineData("in short", "in short")]
    [InlineData("Authorization: Bearer abcdefghijklmnop1234", "Authorization: Bearer [secret]")]
    [InlineData("password=hunter22&x=1", "password=[secret]&x=1")]
    [InlineData("""{"api_key": "abcd1234"}""", """{"api_key": "[secret]"}""")]
    [InlineData("postgres://hydra:geheim@db/house", "postgres://hydra:[secret]@db/house")]
    [InlineData("key sk-abcdefghijklmnopqrst done", "key [secret] done")]
    [InlineData("ghp_abcdefghijklmnopqrstuvwxyz012345", "[secret]")]
    [InlineData("AKIAABCDEFGHIJKLMNOP", "[secret]")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl", "[secret]")]
    [InlineData("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----", "[secret]")]
    public void A_secret_is_replaced_and_what_is_around_it_stays(string text, string expected) => Assert.Equal(expected, _mask.Apply(text));

    /// <summary>Put together here, so that no scanner of sources takes it for a real one.</summary>
    [Fact]
    public void A_Discord_token_is_replaced() =>
        Assert.Equal("[secret]", _mask.Apply(string.Join('.', "MTk4NjIyNDgzNDcxOTI1MjQ4", "Cl2FMQ", "ZnCjm1XVW7vRze4b7Cq4se7kKWs")));

    [Fact]
    public void A_value_under_a_name_that_says_secret_is_replaced_whole() => Assert.Equal(
        """{"token":"[secret]","user_password":"[secret]","nested":{"apiKey":"[secret]"},"count":3,"text":"plain"}""",
        _mask.Apply(JsonElement.Parse("""{"token":"x","user_password":"y","nested":{"apiKey":"z"},"count":3,"text":"plain"}""")).GetRawText());

    [Theory]
    [InlineData("""{"a":"planted-secret","a":"planted-secret"}""")]
    [InlineData("""{"a":"\ud800 planted-secret"}""")]
    [InlineData("\"planted-secret\"")]
    [InlineData("[[[\"planted-secret\"]]]")]
    public void Odd_JSON_is_masked_as_well_and_can_be_read_afterwards(string json)
    {
        var masked = _mask.Apply(JsonElement.Parse(json)).GetRawText();
        Assert.DoesNotContain("planted", masked, StringComparison.Ordinal);
        Assert.NotNull(CanonicalJson.Write(JsonElement.Parse(masked)));
    }

    [Fact]
    public void A_secret_that_is_made_later_is_masked_from_then_on()
    {
        _mask.Learn("made-at-start");
        Assert.Equal("key [secret]", _mask.Apply("key made-at-start"));
    }

    [Fact]
    public void What_is_null_stays_null() => Assert.Equal("null", _mask.Apply(JsonElement.Parse("null")).GetRawText());
}
