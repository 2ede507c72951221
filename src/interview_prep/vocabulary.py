"""The shared vocabulary of topics, and the words by which each is known (regular expressions)."""

TOPICS: dict[str, str] = {
    "rag": (
        r"rag|retrieval[- ]augmented|chunk\w*|re-?rank\w*|hyde|retriever\w*|knowledge bases?|groundedness|"
        r"grounding"
    ),
    "agents": (
        r"(?<!human )(?:multi-)?agents?|agentic|tool[- ](?:calling|use|selection)|function calling|react pattern|"
        r"autogpt|babyagi|crewai|autogen"
    ),
    "embeddings": r"embeddings?|word2vec|sentence[- ]transformers?|representation learning",
    "vector-search": (
        r"vector (?:db|databases?|stores?|search|index\w*|similarity)|k-?nn|ann|hnsw|ivf|faiss|pinecone|"
        r"weaviate|chroma(?:db)?|opensearch|similarity search|cosine similarity"
    ),
    "search": (
        r"semantic search|hybrid search|keyword search|elasticsearch|search (?:engine|systems?)|bm25|"
        r"query (?:expansion|rewriting|understanding|processing)|sparse retrieval"
    ),
    "fine-tuning": (
        r"fine-?tun\w*|lora|qlora|peft|adapters?(?! patterns?)|rlhf|dpo|instruction[- ]tun\w*|catastrophic forgetting|"
        r"pre-?train\w*"
    ),
    "prompt-engineering": (
        r"prompts?|prompting|few-shot|zero-shot|chain[- ]of[- ]thought|in-context learning|"
        r"system messages?"
    ),
    "llm": (
        r"llms?|(?:large )?language models?|gpt(?:-?\d\S*)?|claude|llama|bedrock|nova 2|gemini|"
        r"generative ai|gen-?ai|tokens?(?! buckets?)|context windows?|hallucinat\w*|temperature|top-[pk]|"
        r"foundation models?|guardrails?|decoding"
    ),
    "transformers": (
        r"transformers?|attention|positional encoding|bert|t5|encoder\w*|decoder\w*|kv[- ]cache|"
        r"causal masking"
    ),
    "machine-learning": (
        r"machine learning|overfitting|bias-variance|regulari[sz]ation|supervised|classification|"
        r"regression|gradient descent|precision|recall|f1(?:-score)?|confusion matrix|imbalanced?|"
        r"(?<!infrastructure )drift|feature extraction|ml"
    ),
    "deep-learning": (
        r"deep learning|neural networks?|backpropagation|activation functions?|batch normali[sz]ation|"
        r"diffusion|gans?|vaes?|learning rate|optimizers?|transfer learning"
    ),
    "nlp": (
        r"nlp|natural language|tokeni[sz]\w*|sentiment|named entity|ner|intents?|summari[sz]ation|"
        r"translation|text classification|multi-?lingual|(?<!programming )languages"
    ),
    "multimodal": (
        r"multi-?modal|vision|images?|audio|speech|voice|video(?! (?:streaming|encoding))|"
        r"text-to-(?:image|speech|video)|clip|ocr|stable diffusion"
    ),
    "evaluation": (
        r"evaluat\w*|benchmarks?|metrics?|bleu|rouge|perplexity|a/b test\w*|llm-as-a-judge|"
        r"quality of the rag"
    ),
    "testing": r"tests?|testing|unit tests?|pytest|mock\w*|quality assurance|qa",
    "mlops": (
        r"mlops|llmops|mlflow|experiment tracking|model registry|pipelines?|ci/cd|ci|cd pipeline|"
        r"(?:models?|data|datasets?|prompts?) versioning|w&b|weights & biases|retraining|(?<!infrastructure )drift"
    ),
    "deployment": (
        r"deploy\w*|blue/?green|canary|rollbacks?|docker\w*|container\w*|zero-downtime|release|go-live|"
        r"production ready"
    ),
    "inference": (
        r"inference|serving|throughput|batching|vllm|tgi|quantiz\w*|speculative decoding|(?<!vpc )endpoints?|"
        r"(?<!video )(?<!bitrate )streaming|flash attention|distillation"
    ),
    "security": (
        r"secur\w*|encrypt\w*|iam|(?<!dependency )injection|jailbreak\w*|attacks?|secrets?|authenticat\w*|authoriz\w*|"
        r"access control|waf|vpc|zero trust|vulnerabilit\w*|credential\w*|least[- ]privilege|"
        r"network isolation|red team\w*|adversarial"
    ),
    "privacy": r"privacy|pii|anonymi[sz]\w*|gdpr|sensitive data|federated|differential privacy|data residency",
    "ethics": (r"ethic\w*|bias(?:ed)?|fairness|responsible ai|toxic\w*|explainab\w*|transparen\w*|interpretab\w*"),
    "compliance": r"complian\w*|gdpr|hipaa|regulat\w*|audit\w*|(?<!cost )governance|soc ?2|ccpa|legal",
    "cost": r"costs?|pricing|(?<!error )budgets?|bill|cheap\w*|expens\w*|roi|spend\w*|savings?|monetiz\w*",
    "performance": (
        r"performance|latency|(?<!preference )(?<!cost )optimi[sz]\w*(?! (?:the )?costs?)|slow\w*|speed|cold starts?|"
        r"(?<!user )profil\w*|throughput|fast(?:er|est)?|memory usage|bottlenecks?"
    ),
    "scaling": (
        r"scal\w*|load balanc\w*|high (?:traffic|load)|concurren\w*|millions?|traffic|sharding|distributed(?! tracing)|"
        r"capacity|spikes?|load testing|throttl\w*|rate limit\w*"
    ),
    "reliability": (
        r"reliab\w*|availability|fault|failover|disaster|backups?|recovery|retr(?:y|ies)|circuit breakers?|"
        r"resilien\w*|incidents?|sl[ois]s?|error budgets?|chaos|consistency|exactly-once|fallbacks?|"
        r"outages?|graceful\w*|error handling"
    ),
    "monitoring": (
        r"monitor\w*|observab\w*|logging|logs?|tracing|alerts?|alerting|alarms?|dashboards?|prometheus|"
        r"grafana|x-ray|cloudwatch|telemetry|track(?:ing)?"
    ),
    "debugging": (
        r"debug\w*|troubleshoot\w*|root cause|diagnos\w*|bugs?|investigat\w*|memory leaks?|"
        r"irrelevant results|hang\w*|fails?|failures?|circular imports?|exceptions?"
    ),
    "cloud": (r"cloud|aws|azure|gcp|google cloud|vertex ai|s3|lambda|sagemaker|bedrock|dynamodb|cognito|kinesis"),
    "aws": (
        r"aws|amazon|sagemaker|bedrock|s3|lambda|dynamodb|cloudwatch|opensearch|eventbridge|cloudformation|"
        r"step functions|api gateway|codepipeline|(?<=aws )glue|x-ray|kinesis|cognito|eks|titan|nova 2"
    ),
    "kubernetes": (
        r"kubernetes|k8s|eks|pods?|helm|namespaces?|liveness|ingress|statefulset|hpa|serviceaccount|"
        r"prometheus operator|gke"
    ),
    "infrastructure": (
        r"infrastructure|terraform|iac|cloudformation|vpc|subnets?|servers?|gpus?|cdn|hardware|"
        r"provision\w*|environment (?:isolation|variables?)|(?:development|staging)\b.{0,30}\benvironments?|cluster"
    ),
    "data": (
        r"data(?! structures?)|datasets?|etl|ingest\w*|document(?:s)? (?:formats?|processing|ingestion)|labell?ing|"
        r"deduplicat\w*|annotat\w*|synthetic|preprocess\w*|normali[sz]e text|corpus"
    ),
    "databases": (
        r"databases?|dynamodb|sql|nosql|redis|postgres\w*|migrations?|graph db|knowledge graphs?|"
        r"data model\w*|indexing|pydantic models"
    ),
    "caching": r"cach\w*|redis|cdn|lru",
    "system-design": (
        r"design (?:an?|the|for|patterns?)\b.*|system design|architect (?:an?|the)\b.*|"
        r"high-level architecture|decompose|multi-tenan\w*|how would you design"
    ),
    "architecture": (
        r"architect\w*|microservices?|event-driven|event[- ]sourcing|cqrs|patterns?|saga|monolith\w*|"
        r"serverless|data flow|hybrid approach|trade-?offs?"
    ),
    "api": (
        r"apis?|restful|(?-i:REST)|graphql|grpc|webhooks?|fastapi|flask|(?<!vpc )endpoints?|rate limit\w*|"
        r"websockets?|openapi|pydantic"
    ),
    "algorithms": (
        r"algorithms?|time complexity|o\(.*?\)|data structures?|linked list|trie|heap|bfs|dfs|"
        r"dynamic programming|recurs\w*|palindrome|sliding window|sorting|arrays?|(?<!tech )stack|hash map|"
        r"nested list|reverse a string"
    ),
    "python": (
        r"python|decorators?|asyncio|async(?:/await)?|generators?|type hints?|pydantic|pylint|mypy|"
        r"monkey patching|circular imports?|try-except\w*|exception handling|context managers?|"
        r"dataclass\w*|cprofile|fastapi|nltk"
    ),
    "frameworks": (
        r"langchain|llamaindex|hugging ?face|haystack|semantic kernel|frameworks?|"
        r"(?<!external )(?<!standard )librar(?:y|ies)|autogen|crewai|dspy|langgraph|pytorch|tensorflow|"
        r"fastapi|django|flask"
    ),
    "chatbots": (
        r"chat-?bots?|conversation\w*|dialog(?:ue)?s?|virtual assistants?|voice assistant|"
        r"customer (?:service|support)|chat application"
    ),
    "domain-applications": (
        r"healthcare|medical|legal|financ\w*|e-?commerce|retail|education\w*|manufactur\w*|use cases?|"
        r"domain[- ](?:specific|adaptation|knowledge|expert\w*)|new domain|industry|insurance|hr\b|"
        r"real estate"
    ),
    "product": (
        r"(?<!dot )product(?! quantization)|users? (?:needs?|feedback|experience)|user experience|roadmap|"
        r"features?(?! (?:extraction|engineering|stores?))|mvp|go-to-market|"
        r"customers?|adoption|onboarding|ux"
    ),
    "business": (
        r"business|roi|stakeholders?|build vs\.? buy|market|competit\w*|business value|vendors?|"
        r"executives?|kpis?|revenue"
    ),
    "project-management": (
        r"projects? (?:management|planning|timelines?)|deadlines?|priorit\w*|estimat\w*|agile|sprints?|"
        r"scope|technical debt|milestones?|timelines?"
    ),
    "collaboration": (
        r"collaborat\w*|teams?|cross-functional|code reviews?|pair programming|version control|git|"
        r"disagree\w*|pull requests?|mentor\w*"
    ),
    "communication": (
        r"communicat\w*|explain .{0,40}non-?technical|stakeholders?|present\w*|documentation|convince|"
        r"non-technical"
    ),
    "leadership": r"lead(?:ing|er\w*)?|mentor\w*|convince|disagreements?|team conflicts?|junior|ownership",
    "learning": (
        r"stay(?:ing)? (?:updated|current)|up to date|keep up|learn(?:ed|ing)? (?:a )?new|papers?|courses?|"
        r"learn quickly|upskill\w*|certifications?|newsletters?"
    ),
    "behavioral": (
        r"^behaviou?ral|tell me about|time when|describe a (?:time|situation)|your experience|hardest|"
        r"proudest"
    ),
    "research": r"research\w*|papers?|state[- ]of[- ]the[- ]art|arxiv|emerging|trends?|future of|novel",
    "sustainability": r"sustainab\w*|green ai|carbon|energy|environmental",
    "edge": r"edge(?! cases?)|on-device|mobile|iot|embedded|offline",
    "serverless": r"serverless|lambda|cold starts?|step functions|functions as a service",
    "networking": (r"network\w*|vpc|subnets?|dns|ingress|load balancer|vpn|privatelink|cdn|websockets?|protocols?"),
}
