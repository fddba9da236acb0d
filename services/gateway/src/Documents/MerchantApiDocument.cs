using Contracts;
using Gateway.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gateway.Documents;

/// <summary>The OpenAPI 3.1 document at <c>/openapi/v1.json</c>; a copy is committed and compared by a test.</summary>
internal static class MerchantApiDocument
{
    public static void AddMerchantApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Configure(json.SerializerOptions));
        services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint =>
                endpoint.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) ?? false;
            options.AddDocumentTransformer(Describe);
            options.AddOperationTransformer(NeedKey);
            options.AddSchemaTransformer(ShapeMoney);
        });
    }

    private static Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Refunds",
            Version = "v1",
            Description = "Requests carry a bearer key and an RFC 9421 signature (hmac-sha256) over @method, @target-uri, "
                + "content-digest and idempotency-key, with created, nonce and keyid. Refusals are RFC 9457 documents with "
                + "the codes of /docs/errors.",
        };
        document.Servers = [];                                    // the address differs by installation
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["api_key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference("api_key", document)] = [] }];
        Tag(document);
        return Task.CompletedTask;
    }

    /// <summary>By the noun of the path; ours would be the name of the process.</summary>
    private static void Tag(OpenApiDocument document)
    {
        document.Tags = document.Paths.Select(p => NounOf(p.Key)).Distinct().Select(n => new OpenApiTag { Name = n }).ToHashSet();
        foreach (var (path, item) in document.Paths)
            foreach (var operation in item.Operations!.Values)
                operation.Tags = new HashSet<OpenApiTagReference> { new(NounOf(path), document) };
    }

    private static string NounOf(string path) => path.Split('/')[2];

    private static Task NeedKey(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (!metadata.OfType<NeedsIdempotencyKey>().Any()) return Task.CompletedTask;
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Idempotency-Key",
            In = ParameterLocation.Header,
            Required = true,
            Description = "The same key and body again get the same answer again, for 30 days.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
        });
        return Task.CompletedTask;
    }

    /// <summary>Money has a converter of its own, which a schema cannot see through.</summary>
    private static Task ShapeMoney(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken ct)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type != typeof(Money)) return Task.CompletedTask;
        schema.Type = JsonSchemaType.Object;
        schema.Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["minor"] = new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Format = "int64",
                Description = "In the smallest unit of the currency: 12.34 CNY is 1234.",
            },
            ["currency"] = new OpenApiSchema
            {
                Type = JsonSchemaType.String, Pattern = "^[A-Z]{3}$", Description = "ISO 4217.",
            },
        };
        schema.Required = new HashSet<string> { "minor", "currency" };
        schema.AdditionalPropertiesAllowed = false;
        return Task.CompletedTask;
    }
}
