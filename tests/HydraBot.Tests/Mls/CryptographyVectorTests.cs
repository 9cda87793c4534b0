using System.Text.Json.Nodes;
using HydraBot.Mls;
using HydraBot.Mls.Codec;
using HydraBot.Mls.Cryptography;
using HydraBot.Mls.Messages;
using HydraBot.Mls.Schedule;
using Xunit;

namespace HydraBot.Tests.Mls;

/// <summary>Known answers for the parts under the protocol.</summary>
public class CryptographyVectorTests
{
    [Fact]
    public void Labelled_hashing_deriving_signing_and_encrypting_give_the_known_answers() => MlsVectors.Each("crypto-basics", 1, test =>
    {
        var hash = test["ref_hash"]!;
        hash.AssertHex("out", Labeled.Reference(hash.Text("label"), hash.Hex("value")));
        var expand = test["expand_with_label"]!;
        expand.AssertHex("out", Labeled.Expand(expand.Hex("secret"), expand.Text("label"), expand.Hex("context"), expand.Int("length")));
        var derive = test["derive_secret"]!;
        derive.AssertHex("out", Labeled.Derive(derive.Hex("secret"), derive.Text("label")));
        var tree = test["derive_tree_secret"]!;
        tree.AssertHex("out", Labeled.DeriveTree(tree.Hex("secret"), tree.Text("label"), tree.UInt("generation"), tree.Int("length")));
        Sign(test["sign_with_label"]!);
        Encrypt(test["encrypt_with_label"]!);
    });

    [Fact]
    public void Lengths_of_vectors_are_read_as_known_and_written_the_same() => MlsVectors.Each("deserialization", 14, test =>
    {
        var reader = new TlsReader(test.Hex("vlbytes_header"));
        var length = reader.Length();
        Assert.Equal(test.Int("length"), length);
        Assert.True(reader.AtEnd);
        if (length < 1 << 20)
            Assert.StartsWith(test.Text("vlbytes_header"), Convert.ToHexStringLower(new TlsWriter().Opaque(new byte[length]).Written), StringComparison.Ordinal);
    });

    [Theory]
    [InlineData("c0000000")]
    [InlineData("ffffffffffffffff")]
    [InlineData("4000")]
    [InlineData("403f")]
    [InlineData("80000000")]
    [InlineData("80003fff")]
    [InlineData("40")]
    [InlineData("800000")]
    [InlineData("")]
    public void A_length_that_is_longer_than_needed_or_broken_off_is_refused(string header)
    {
        var refused = Assert.Throws<MlsException>(() => new TlsReader(Convert.FromHexString(header)).Length());
        Assert.Equal(MlsFailure.Malformed, refused.Failure);
    }

    [Fact]
    public void The_key_schedule_gives_the_known_secrets_epoch_after_epoch() => MlsVectors.Each("key-schedule", 1, test =>
    {
        var init = test.Hex("initial_init_secret");
        ulong number = 0;
        foreach (var epoch in test["epochs"]!.AsArray().OfType<JsonNode>())
        {
            var context = new GroupContext
            {
                GroupId = test.Hex("group_id"),
                Epoch = number++,
                TreeHash = epoch.Hex("tree_hash"),
                ConfirmedTranscriptHash = epoch.Hex("confirmed_transcript_hash"),
            };
            epoch.AssertHex("group_context", context.ToBytes());
            using var secrets = EpochSecrets.Begin(init, epoch.Hex("commit_secret"), epoch.Hex("psk_secret"), context.ToBytes());
            epoch.AssertHex("joiner_secret", secrets.Joiner);
            epoch.AssertHex("welcome_secret", secrets.Welcome);
            epoch.AssertHex("init_secret", secrets.Init);
            epoch.AssertHex("sender_data_secret", secrets.SenderData);
            epoch.AssertHex("encryption_secret", secrets.Encryption);
            epoch.AssertHex("exporter_secret", secrets.Exporter);
            epoch.AssertHex("epoch_authenticator", secrets.Authenticator);
            epoch.AssertHex("external_secret", secrets.External);
            epoch.AssertHex("confirmation_key", secrets.ConfirmationKey);
            epoch.AssertHex("membership_key", secrets.MembershipKey);
            epoch.AssertHex("resumption_psk", secrets.Resumption);
            using var external = Hpke.DeriveKeyPair(secrets.External);
            epoch.AssertHex("external_pub", external.PublicKey.Span);
            var exporter = epoch["exporter"]!;
            exporter.AssertHex("secret", secrets.Export(exporter.Text("label"), exporter.Hex("context"), exporter.Int("length")));
            init = [.. secrets.Init];
        }
        Assert.Equal(5UL, number);
    });

    [Fact]
    public void Pre_shared_keys_mix_to_the_known_secret() => MlsVectors.Each("psk_secret", 11, test =>
    {
        var keys = test["psks"]!.AsArray().Select(key =>
            (new PreSharedKeyId(key!.Hex("psk_id"), null, key!.Hex("psk_nonce")), (ReadOnlyMemory<byte>)key!.Hex("psk")));
        test.AssertHex("psk_secret", PreSharedKeys.Secret([.. keys]));
    });

    [Fact]
    public void The_secret_tree_gives_the_known_message_keys_in_any_order_and_each_once() => MlsVectors.Each("secret-tree", 3, test =>
    {
        var sender = test["sender_data"]!;
        var (key, nonce) = SenderData.KeyFor(sender.Hex("sender_data_secret"), sender.Hex("ciphertext"));
        sender.AssertHex("key", key);
        sender.AssertHex("nonce", nonce);
        var leaves = test["leaves"]!.AsArray();
        using var tree = new SecretTree(leaves.Count, test.Hex("encryption_secret"));
        for (var leaf = leaves.Count - 1; leaf >= 0; leaf--)
        {
            foreach (var generation in leaves[leaf]!.AsArray().Reverse())
            {
                CheckKey(tree.Ratchet((uint)leaf, RatchetKind.Application), generation!, "application");
                CheckKey(tree.Ratchet((uint)leaf, RatchetKind.Handshake), generation!, "handshake");
            }
        }
    });

    [Fact]
    public void Transcript_hashes_and_the_confirmation_tag_give_the_known_answers() => MlsVectors.Each("transcript-hashes", 1, test =>
    {
        var content = TlsReader.ReadAll(test.Hex("authenticated_content"), AuthenticatedContent.Read);
        test.AssertHex("confirmed_transcript_hash_after", TranscriptHash.Confirmed(test.Hex("interim_transcript_hash_before"), content));
        test.AssertHex("interim_transcript_hash_after", TranscriptHash.Interim(test.Hex("confirmed_transcript_hash_after"), content.Auth.ConfirmationTag.Span));
        Assert.Equal(
            Labeled.Mac(test.Hex("confirmation_key"), test.Hex("confirmed_transcript_hash_after")), content.Auth.ConfirmationTag.ToArray());
    });

    private static void Sign(JsonNode test)
    {
        using var key = P256KeyPair.FromPrivateKey(test.Hex("priv"));
        test.AssertHex("pub", key.PublicKey.Span);
        Assert.True(Labeled.Verify(test.Hex("pub"), test.Text("label"), test.Hex("content"), test.Hex("signature")));
        Assert.True(Labeled.Verify(test.Hex("pub"), test.Text("label"), test.Hex("content"), Labeled.Sign(key, test.Text("label"), test.Hex("content"))));
        Assert.False(Labeled.Verify(test.Hex("pub"), "another", test.Hex("content"), test.Hex("signature")));
    }

    private static void Encrypt(JsonNode test)
    {
        using var key = P256KeyPair.FromPrivateKey(test.Hex("priv"));
        test.AssertHex("pub", key.PublicKey.Span);
        var known = new HpkeCiphertext(test.Hex("kem_output"), test.Hex("ciphertext"));
        test.AssertHex("plaintext", Labeled.Decrypt(key, test.Text("label"), test.Hex("context"), known));
        var own = Labeled.Encrypt(test.Hex("pub"), test.Text("label"), test.Hex("context"), test.Hex("plaintext"));
        test.AssertHex("plaintext", Labeled.Decrypt(key, test.Text("label"), test.Hex("context"), own));
        Assert.Throws<MlsException>(() => Labeled.Decrypt(key, test.Text("label"), [1], own));
    }

    private static void CheckKey(SymmetricRatchet ratchet, JsonNode test, string kind)
    {
        var generation = test.UInt("generation");
        var key = ratchet.Find(generation);
        test.AssertHex($"{kind}_key", key.Key);
        test.AssertHex($"{kind}_nonce", key.Nonce);
        ratchet.Delete(generation);
        Assert.Equal(MlsFailure.MissingKey, Assert.Throws<MlsException>(() => ratchet.Find(generation)).Failure);
    }
}
